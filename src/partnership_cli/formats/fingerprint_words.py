"""Three words by which partners know that a file is the one that was made before.

They are drawn from the SHA-256 of the text, one word for each of its first three bytes. They
hide nothing: they change when the text does. Of a shared file the text is what was made, so
that a program that changes only the form of it does not change them.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

# Short, plain, far from each other when read aloud, and none of them says how anybody feels.
WORDS: Final = tuple(  # 256 of them, one for each value of a byte
    """
    acorn actor album alley amber anchor ankle apple apron arch arrow atlas autumn badge bagel
    bakery balcony banana banner barrel basil basket beach beacon bean bell bench berry bicycle
    birch biscuit blanket blossom boat bonfire book border bottle boulder bowl bracket branch
    bread brick bridge broom brush bucket bundle butter button cabin cable cactus camel canal
    candle canoe canvas carbon carpet carrot castle cattle cedar cellar chair chalk cherry chimney
    circle citrus clay cliff clover coast cobalt coconut coffee comet compass copper coral corner
    cotton cradle crane crayon cricket crystal cupboard curtain daisy dawn desert diamond dinner
    dolphin donkey dragon drawer drum eagle easel echo elbow elm ember engine envelope fabric
    falcon feather fence fern ferry fiddle field finch flag flask flint flute forest fossil
    fountain fox galaxy garden garlic gate ginger glacier glove goat grain granite grape gravel
    guitar hammer harbour harvest hazel hedge helmet heron hill honey horizon hotel iceberg igloo
    ink island ivory ivy jacket jasmine jigsaw jungle kettle keyboard kite kitten ladder lagoon
    lamp lantern lemon lentil library lily linen lizard lobster locket magnet mango map maple
    marble market meadow melon mirror mitten moss mountain museum mushroom napkin needle nest
    nickel noodle notebook oak oasis ocean olive onion orbit orchard otter oven owl paddle palace
    panda paper parrot pebble pencil pepper piano picnic pillow pine planet plum pocket pond poppy
    potato prairie pumpkin puzzle quarry quilt rabbit radio rain raven reef ribbon river robin
    rocket saddle sail salad sandal scarf shell shovel silver sparrow spoon spruce stable teapot
    timber tulip turtle velvet
    """.split()  # noqa: SIM905  # a list of as many literals cannot be read
)


def make_fingerprint(text: str) -> str:
    """Return the three words of a text, with spaces between."""
    return " ".join(WORDS[byte] for byte in sha256(text.encode()).digest()[:3])
