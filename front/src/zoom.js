// Zooming and moving a picture in the frame it scrolls in: buttons, Ctrl and the wheel, two fingers, and dragging.

const [LEAST, MOST, READABLE] = [0.2, 4, 0.75];

/** Make an SVG zoom: `by` a factor, `fit` into its frame, `start` as large as can be read; `dragged` tells whether the last click ended a drag. */
export function zooming(svg) {
  const frame = svg.closest(".scroll");
  const wide = svg.viewBox.baseVal.width;
  const high = svg.viewBox.baseVal.height;
  let scale = 1;

  // The point of the picture under (x, y) of the window stays there.
  const set = (wanted, x, y) => {
    const box = frame.getBoundingClientRect();
    const [px, py] = [(x ?? box.left + box.width / 2) - box.left, (y ?? box.top + box.height / 2) - box.top];
    const [left, top] = [(frame.scrollLeft + px) / scale, (frame.scrollTop + py) / scale];
    scale = Math.min(MOST, Math.max(LEAST, wanted));
    svg.style.width = `${Math.round(wide * scale)}px`;
    frame.scrollLeft = left * scale - px;
    frame.scrollTop = top * scale - py;
  };
  // The whole of it: on a page its width, on a full screen its height, too.
  const room = () => {
    const width = (frame.clientWidth - 2) / wide;
    return document.fullscreenElement?.contains(svg) ? Math.min(2, width, (frame.clientHeight - 2) / high) : Math.min(1, width);
  };
  const fit = () => set(room());
  // At first as large as can be read, with what it is about in sight.
  const start = (card) => {
    set(Math.max(READABLE, room()));
    if (!card) return;
    const [inside, outside] = [card.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += inside.left + inside.width / 2 - outside.left - outside.width / 2;
  };

  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return; // the wheel alone scrolls; a pinch on a touchpad comes with Ctrl
      event.preventDefault();
      set(scale * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    },
    { passive: false },
  );

  const fingers = new Map();
  let moved = 0;
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 };
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, event);
  });
  frame.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const was = fingers.size === 2 ? spread() : null;
    fingers.set(event.pointerId, event);
    if (was) {
      const now = spread();
      if (was.apart) set((scale * now.apart) / was.apart, now.x, now.y);
      moved = 99;
    } else if (event.pointerType === "mouse") {
      moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
      if (moved > 4) {
        frame.scrollLeft -= event.clientX - before.clientX;
        frame.scrollTop -= event.clientY - before.clientY;
      }
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) frame.addEventListener(end, (event) => fingers.delete(event.pointerId));
  frame.addEventListener("dragstart", (event) => event.preventDefault()); // a link would be dragged instead of the picture
  document.addEventListener("fullscreenchange", fit);

  return { by: (factor) => set(scale * factor), fit, start, dragged: () => moved > 4 };
}
