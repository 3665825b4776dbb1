"""Owns the table of attacks: their ids, their names, and who makes them."""

from __future__ import annotations

from sim.model.language import Text
from sim.validity.attacks import listed, turned
from sim.validity.attacks.model import Attack

ATTACKS: tuple[Attack, ...] = (
    Attack("G1", Text(en="Keyword stuffing", zh="堆砌关键词"), listed.stuffing),
    Attack("G2", Text(en="Copy of the customer's message", zh="照抄客户的话"), turned.message),
    Attack("G3", Text(en="Copy of card, sheet or exemplar", zh="照抄资料卡、评分表或示范"), turned.copies),
    Attack("G4", Text(en="The same good reply pasted again", zh="同一条好回复反复粘贴"), turned.pasted),
    Attack("G5", Text(en="A sentence said five times", zh="一句话说五遍"), turned.repeated),
    Attack("G6", Text(en="300 words of filler", zh="三百字废话"), listed.filler),
    Attack("G7", Text(en="Polite and off topic", zh="礼貌但跑题"), listed.off_topic),
    Attack("G8", Text(en="Noise, signs, another language", zh="乱码、表情、别的语言"), listed.noise),
    Attack("G9", Text(en="Every phrase turned round", zh="把每句话都变成不算数的"), turned.turned_round),
    Attack("G10", Text(en="All promises at once", zh="什么都答应"), listed.everything),
    Attack("G11", Text(en="Instructions to the grader", zh="写给评分者的指令"), listed.prompts),
    Attack("G12", Text(en="Contradiction", zh="自相矛盾"), turned.contradiction),
    Attack("G13", Text(en="A red line behind a good reply", zh="好回复后面踩红线"), listed.red_lines),
    Attack("G14", Text(en="Hidden or disguised text", zh="隐藏或变形的文字"), turned.hidden),
    Attack("G15", Text(en="Shuffled words", zh="打乱词序"), turned.mixed),
    Attack("G16", Text(en="Next to nothing", zh="几乎什么都没写"), listed.empty),
    Attack("G17", Text(en="A list of questions", zh="连串提问"), listed.questions),
)
"""The seventeen attacks of `domain.md` 5.4, in its order."""

FAILURES = Attack("F", Text(en="Known failures of other trainers", zh="同类软件的已知误判"), listed.failures)
"""Replies that another trainer scored high; run behind the seventeen."""
