"""The desk: Django's admin as newsapi's moderators and administrators see it.

Infrastructure that has never heard of a comment. Apps register their pages and models with
``django.contrib.admin.site``, which is a ``Desk``.
"""
