"""Byte-pair pieces after the control tokens. Pieces carry their leading space; bytes cover any text."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tokenizers import Tokenizer as Bpe
from tokenizers import decoders, models, pre_tokenizers, trainers

from microturn.core.errors import BadCheckpoint
from microturn.core.vocab import NUM_SPECIALS, VOCAB_SIZE

DEFAULT = Path(__file__).with_name("bpe.json")


class Tokenizer:
    """Text <-> token ids in [NUM_SPECIALS, VOCAB_SIZE)."""

    def __init__(self, bpe: Bpe) -> None:
        self._bpe = bpe

    @staticmethod
    @cache
    def load(path: Path = DEFAULT) -> "Tokenizer":
        """Raises BadCheckpoint when the file is missing or damaged."""
        try:
            return Tokenizer(Bpe.from_file(str(path)))
        except Exception as error:  # the library raises bare Exception
            raise BadCheckpoint(
                f"expected a tokenizer at {path}, could not read it ({error}); install again"
            ) from error

    @staticmethod
    def train(lines: Iterable[str], path: Path = DEFAULT) -> None:
        """Learns the pieces from spoken text and writes them."""
        bpe = Bpe(models.BPE())
        bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
        bpe.decoder = decoders.ByteLevel()
        alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
        size = VOCAB_SIZE - NUM_SPECIALS
        bpe.train_from_iterator(
            lines, trainers.BpeTrainer(vocab_size=size, initial_alphabet=alphabet, show_progress=False)
        )
        bpe.save(str(path))

    def encode(self, text: str) -> list[int]:
        """Ids of the pieces; "" gives []."""
        return [i + NUM_SPECIALS for i in self._bpe.encode(text).ids] if text.strip() else []

    def decode(self, ids: Iterable[int]) -> str:
        """Text of the pieces, with the space before a first whole word; control tokens are passed over."""
        return self._bpe.decode([i - NUM_SPECIALS for i in ids if i >= NUM_SPECIALS])
