"""The engine room: limits, queues, workers and what they say."""
