"""The documents in memory, as the JSON they are stored in, and who is told when they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from store.entries import NOTHING, Operation, Rows, Tables, is_nothing, perform

Listener = Callable[[Iterable[Operation]], None]


class Memory:
    """Tables by name, documents by doc_id, and for each table the doc_id to give next."""

    def __init__(self) -> None:
        """Begin empty."""
        self.tables: Tables = {}
        self.next: dict[str, int] = {}
        self.listeners: list[Listener] = []

    def perform(self, operations: Iterable[Operation]) -> None:
        """Carry out *operations* and tell the listeners."""
        operations = tuple(operations)
        for operation in operations:
            perform(self.tables, operation)
            if not is_nothing(operation.after):
                key = int(operation.key) + 1
                if key > self.next.get(operation.table, 1):
                    self.next[operation.table] = key
        self._tell(operations)

    def take_back(self, operations: Iterable[Operation]) -> None:
        """Reverse *operations*, the last first."""
        self.perform(operation.reversed() for operation in reversed(tuple(operations)))

    def without(self, operations: Iterable[Operation]) -> Tables:
        """The tables as they were before *operations*; the live ones stay as they are."""
        tables = {name: dict(rows) for name, rows in self.tables.items()}
        for operation in reversed(tuple(operations)):
            perform(tables, operation.reversed())
        return tables

    def replace(self, tables: Tables, keys: dict[str, int]) -> None:
        """Hold *tables* instead, and tell the listeners what differs."""
        old, self.tables, self.next = self.tables, tables, {}
        for name in {*tables, *keys}:
            held = max(map(int, tables.get(name, ())), default=0)
            self.next[name] = max(held + 1, keys.get(name, 1))
        if not self.listeners:
            return
        empty: Rows = {}
        self._tell(
            tuple(
                Operation(name, key, before, after)
                for name in {*old, *tables}
                for key in {*old.get(name, empty), *tables.get(name, empty)}
                if (before := old.get(name, empty).get(key, NOTHING))
                != (after := tables.get(name, empty).get(key, NOTHING))
            )
        )

    def _tell(self, operations: tuple[Operation, ...]) -> None:
        if operations:
            for listener in self.listeners:
                listener(operations)
