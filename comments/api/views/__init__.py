"""Comment views: parse, call, present."""
