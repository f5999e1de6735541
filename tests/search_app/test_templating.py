"""Templates are compiled once: applications of one process share them."""

from search_app import create_app
from search_app.settings import Settings
from search_app.templating import RememberedTemplates, compile_templates


class Counted(RememberedTemplates):
    compiled = 0

    def dump_bytecode(self, bucket):
        self.compiled += 1
        super().dump_bytecode(bucket)


def test_another_application_compiles_nothing(tmp_path):
    counted = Counted()
    first, second = (create_app(Settings(data=tmp_path)) for _ in range(2))
    assert first.jinja_env.bytecode_cache is second.jinja_env.bytecode_cache
    for app in (first, second):
        app.jinja_env.bytecode_cache = counted
        compile_templates(app)
    assert counted.compiled == len(first.jinja_env.list_templates()) > 5
