"""Renders templates with the wrapper jinja.py."""

import sys
import threading
from jinja import EVALUATION, MISSING, SYNTAX, Engine, JinjaError


def expect(holds, what):
    if not holds:
        sys.exit(f"does not hold: {what}")


def failure(call, kind=JinjaError):
    try:
        call()
    except kind as error:
        return error
    sys.exit("nothing was raised")


def values():
    context = {"list": [1, 2.5, "three", None, True], "object": {"key": []}}
    engine = Engine({})
    expect(engine.evaluate("[list, object]", **context) == list(context.values()), "values are read back")
    expect(engine.evaluate("list[0] + list[1]", **context) == 3.5, "an expression")


def rendering():
    engine = Engine({"hi.html": "{{ name|twice }} & {{ '<'|e }}"}, {"twice": lambda text: text * 2})
    template = engine.template("hi.html")
    del engine
    expect(template.render(name="Ada<") == "Ada&lt;Ada&lt; & &lt;", "a page")


def errors():
    source = "one\n{{ two }}\n{{ three +* 3 }}"
    error = failure(lambda: Engine({"bad": source}))
    line, start, end = error.place
    expect(error.code == SYNTAX and line == 3 and source[start:end] == "*", "a syntax error")
    expect(error.message == "syntax error: unexpected `*` (in bad:3)", error.message)
    engine = Engine({})
    expect(failure(lambda: engine.template("other")).code == MISSING, "a missing template")
    expect(failure(lambda: engine.evaluate("nope()")).code == EVALUATION, "an unknown function")


def failing_filters():
    def fail(value):
        if value == 1:
            raise LookupError("one")
        return object()  # no value of the library

    engine = Engine({}, {"fail": fail})
    expect(str(failure(lambda: engine.evaluate("1|fail"), LookupError)) == "one", "the exception comes back")
    failure(lambda: engine.evaluate("2|fail"), TypeError)
    expect(engine.evaluate("3") == 3, "the engine is still there")


def panic():
    engine = Engine({})
    error = failure(lambda: engine.evaluate(f"'a\\nb'|indent({2 * sys.maxsize + 1})"))
    expect(error.kind == 1 and error.message == "capacity overflow", error.message)


def threads():
    template = Engine({"page": "{{ number|next }}"}, {"next": lambda number: number + 1}).template("page")
    pages = {}

    def render(number):
        for _ in range(100):
            pages[number] = template.render(number=number)

    all_threads = [threading.Thread(target=render, args=[number]) for number in range(4)]
    for thread in all_threads:
        thread.start()
    for thread in all_threads:
        thread.join()
    expect(pages == {0: "1", 1: "2", 2: "3", 3: "4"}, "each thread has its pages")


for check in values, rendering, errors, failing_filters, panic, threads:
    check()
    print("ok", check.__name__.replace("_", " "))
