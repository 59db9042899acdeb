"""The moderation log is append-only: the database refuses to change or remove an entry."""

from django.db import migrations

CREATE = """
CREATE FUNCTION comments_decision_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'decisions are append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER comments_decision_is_final BEFORE UPDATE OR DELETE ON comments_decision
    FOR EACH ROW EXECUTE FUNCTION comments_decision_is_final();
"""
DROP = """
DROP TRIGGER comments_decision_is_final ON comments_decision;
DROP FUNCTION comments_decision_is_final();
"""


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies = [("comments", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
