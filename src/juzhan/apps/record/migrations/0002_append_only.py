"""Refuses every change of what was recorded, except growth.

Entries and checkpoints: no UPDATE, DELETE or TRUNCATE. Tiles: may only be extended. Logs: the size may only rise, the
rest stays. These triggers stop programs and people who err; one who owns the database can drop them, and is found out
by the checkpoints that others hold.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% 只可追加，不可 % / % is append-only: % is refused', TG_TABLE_NAME, TG_OP, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
"""

FOR_GOOD = """
CREATE TRIGGER record_%(table)s_stays BEFORE UPDATE OR DELETE ON record_%(table)s
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuse();
"""
NEVER_EMPTIED = """
CREATE TRIGGER record_%(table)s_not_emptied BEFORE TRUNCATE ON record_%(table)s
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuse();
"""
GROWS = """
CREATE TRIGGER record_%(table)s_not_deleted BEFORE DELETE ON record_%(table)s
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuse();
CREATE TRIGGER record_%(table)s_only_grows BEFORE UPDATE ON record_%(table)s
    FOR EACH ROW WHEN (%(shrinks)s) EXECUTE FUNCTION record_refuse();
"""
LOG_SHRINKS = """
    NEW.size < OLD.size
    OR (NEW.id, NEW.place, NEW.origin, NEW.hash_suite) IS DISTINCT FROM (OLD.id, OLD.place, OLD.origin, OLD.hash_suite)
"""
TILE_SHRINKS = """
    NEW.width <= OLD.width
    OR (NEW.log_id, NEW.level, NEW.index) IS DISTINCT FROM (OLD.log_id, OLD.level, OLD.index)
    OR substring(NEW.hashes FROM 1 FOR length(OLD.hashes)) <> OLD.hashes
"""
HASHES_FIT = """
ALTER TABLE record_tile ADD CONSTRAINT tile_is_as_wide_as_its_hashes CHECK (length(hashes) = width * 32);
ALTER TABLE record_entry ADD CONSTRAINT leaf_hash_has_32_bytes CHECK (length(leaf_hash) = 32);
ALTER TABLE record_log SET (fillfactor = 50);
"""
BACKWARD = """
DROP FUNCTION record_refuse() CASCADE;
ALTER TABLE record_tile DROP CONSTRAINT tile_is_as_wide_as_its_hashes;
ALTER TABLE record_entry DROP CONSTRAINT leaf_hash_has_32_bytes;
ALTER TABLE record_log RESET (fillfactor);
"""
TABLES = ("log", "entry", "tile", "checkpoint")


def forward() -> str:
    parts = [FUNCTION, HASHES_FIT]
    parts += [FOR_GOOD % {"table": table} for table in ("entry", "checkpoint")]
    parts += [NEVER_EMPTIED % {"table": table} for table in TABLES]
    parts += [GROWS % {"table": "log", "shrinks": LOG_SHRINKS}, GROWS % {"table": "tile", "shrinks": TILE_SHRINKS}]
    return "".join(parts)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunSQL(forward(), BACKWARD)]
