"""``manage.py serve``: web server and worker under one supervisor.

The supervisor (``supervisor``) prepares the database (``preparation``), starts one process each
for ``web`` and ``worker`` and keeps them running. Nothing here knows a comment: what the worker
does beside its tasks is registered from above (``ticks``).
"""
