"""App "comments": the product."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Comments and their moderation."""

    name = "comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the articles app its discussion."""
        from articles import discussion
        from comments.discussion import ArticleDiscussion

        discussion.use(ArticleDiscussion())
