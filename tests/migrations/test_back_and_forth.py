"""All our migrations are taken back and done again: the tables are what they were.

Django thinks about it for a minute, so it is run by name: `make migrations`. That each migration
can be taken back at all is seen to by `tests/architecture/test_migrations.py`.
"""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.architecture import tree

pytestmark = pytest.mark.django_db(transaction=True)

# Everything of the schema that is ours, in words that do not depend on the order it was made in.
SCHEMA = """
    SELECT 'column', c.relname, a.attname, concat_ws(
            ' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
            a.attidentity, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            AND a.attnum > 0 AND NOT a.attisdropped
    UNION SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n'
    UNION SELECT 'index', tablename, indexname, indexdef
        FROM pg_indexes WHERE schemaname = 'public'
    UNION SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
        FROM pg_trigger WHERE NOT tgisinternal
    UNION SELECT 'function', '', p.proname, pg_get_functiondef(p.oid)
        FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
            AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')
"""


def schema():
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        return set(cursor.fetchall())


def labels():
    ours = [row for row in apps.get_app_configs() if row.name.split(".")[0] in tree.WINGS]
    return {row.label for row in ours}


def tables():
    ours = {model._meta.db_table for model in apps.get_models() if model._meta.app_label in labels()}
    return ours & set(connection.introspection.table_names())


def test_all_migrations_go_back_to_nothing_and_forth_again():
    before, executor = schema(), MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()

    executor.migrate([(label, None) for label, _name in newest if label in labels()])
    assert tables() == set()
    MigrationExecutor(connection).migrate(newest)

    assert sorted(before ^ schema()) == []
