"""Names that Textual and Rich keep for themselves and that the screen stands on, each with why and
with what public name would replace it. They are why Textual is pinned; a test asks for each.

What is called now and then is called here. What is overridden, and what is read for every piece of
a line, stands in place and is listed below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._compositor import Compositor, CompositorUpdate
from textual._context import visible_screen_stack
from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual.app import App
    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.events import Event
    from textual.message import Message
    from textual.screen import Screen
    from textual.widget import Widget

__all__ = ["Compositor", "CompositorUpdate", "visible_screen_stack"]
"""What a compositor of our own is made from; there is none in the public face."""

IN_PLACE = {
    # A screen draws by our own compositor, of which only the changed lines are sent. Would be
    # replaced by a way to give a screen its compositor, or by a compositor that sends no more.
    "textual.screen:Screen": ("_compositor",),
    "textual._compositor:Compositor": ("_dirty_regions", "_regions_to_spans"),
    # Keys and notices: to look for no binding where there is none to find, and to keep notices
    # that are over from being shown. Would need a hook before bindings, and a mended Toast.
    "textual.app:App": ("_check_bindings", "_notifications"),
    # A scrollbar that is made when it is first seen, and keys that go straight to who takes them.
    # Would be replaced by a class attribute for the bar's class, and by nothing for the keys.
    "textual.widget:Widget": ("_forward_event",),
    "textual.scroll_view:ScrollView": ("_vertical_scrollbar",),
    # The palette fails when an empty list is asked to page: goes when that is mended.
    "textual.command:CommandPalette": ("_action_command_list",),
    # What a strip looked like in bytes, kept with it, and a style's bits, which are compared for
    # every piece of a line. `Strip.render` and `Style.bold` and its fellows say the same slowly.
    "textual.strip:Strip": ("_render_cache",),
    "rich.style:Style": ("_attributes", "_link", "_set_attributes"),
    "rich.console:Console": ("_color_system",),
}
"""What is not reached by a function here: the class that has it, and its names."""


def clean_input(cleaned: Callable[[], Callable[[str], str]]) -> None:
    """Have all that the terminal sends go through what *cleaned* makes, before it is taken apart.
    Would be replaced by a parser that takes a paste for what it is.
    """
    from textual.drivers import linux_driver

    class Parser(XTermParser):
        def __init__(self, debug: bool = False) -> None:
            super().__init__(debug)
            self.clean = cleaned()

        def feed(self, data: str) -> Iterable[Message]:
            return super().feed(self.clean(data) if data else data)

    linux_driver.XTermParser = Parser  # type: ignore[attr-defined]


def bindings_of(node: DOMNode, key: str) -> Iterator[Binding]:
    """What *key* is bound to on *node* itself. `active_bindings` copies those of all nodes."""
    yield from node._bindings.key_to_bindings.get(key, ())


def give_callback(screen: Screen[Any]) -> None:
    """Let *screen*, which was not pushed, be switched away from. `switch_screen` takes a callback
    off the screen it replaces, and only `push_screen` gives one; an empty default screen would
    have to be drawn first.
    """
    screen._push_result_callback(screen, None)


def write_raw(app: App[Any], sequence: str) -> None:
    """Send *sequence* to the terminal as it is; the public face has no way to show its cursor."""
    if app._driver is not None:
        app._driver.write(sequence)


def name_for_styles(cls: type[Widget]) -> None:
    """Give *cls* the name that style sheets know it by, without the rest of
    `__init_subclass__`, which goes over every name of it and of all its parents.
    """
    cls._css_type_name = cls.__name__


def mark_forwarded(event: Event) -> None:
    """Note that *event* was passed on; only `Widget._forward_event` does so publicly."""
    event._set_forwarded()


def start_widget(app: App[Any], parent: Widget, widget: Widget) -> None:
    """Start *widget* at once, as scroll bars are; `mount` would come by messages, and later."""
    app._start_widget(parent, widget)


def paint_changed(screen: Screen[Any]) -> bool:
    """Paint what was changed on *screen*; False where the layout changes too, where messages wait,
    or where there is nothing to paint. `refresh` gathers it by messages, some turns later; there is
    no public way to have it painted in this turn.
    """
    waiting = not (screen._message_queue.empty() and screen.app._message_queue.empty())
    if waiting or screen._layout_required or not screen.is_current or screen.app._batch_count:
        return False
    changed = [w for w in screen._compositor.visible_widgets if w._repaint_required]
    if not changed or any(widget._layout_required for widget in changed):
        return False
    for widget in changed:
        widget._repaint_required = False
    screen._dirty_widgets.update(changed)
    screen._on_timer_update()
    return True
