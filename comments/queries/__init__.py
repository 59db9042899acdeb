"""Every read that is longer than a queryset chain."""
