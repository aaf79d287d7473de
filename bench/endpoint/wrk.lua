-- Sends the requests of a file one after the other: on each line a path, then headers, with tabs between. Writes JSON at the end.
local requests, position = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local path, headers = nil, {}
    for part in line:gmatch("[^\t]+") do
      if path == nil then
        path = part
      else
        local name, value = part:match("^(.-): (.*)$")
        headers[name] = value
      end
    end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '\nJSON {"requests": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "most_ms": %.3f, "bytes": %d, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
