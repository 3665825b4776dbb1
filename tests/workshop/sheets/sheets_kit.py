"""Owns quality sheets as departments have them, in files, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from sim.content import Problems
from sim.content.parse import rubric_of
from sim.model.rubric import Rubric
from sim.workshop.sheets import Imported, import_sheet

ENGLISH = """QA scorecard - chat,,,
Section,Criteria,Weight,How to score
Opening,Greeting with brand name,5%,
Empathy & tone,Acknowledges the customer's frustration,15%,0-5
Empathy & tone,Sincere apology where needed,10%,
Resolution,Answers the question asked,15%,
Resolution,Offers alternatives,15%,
Resolution,Explains next steps,10%,
Compliance,Verifies the customer's identity,15%,
Compliance,Accurate information,15%,
Fatal errors,,,
,Discloses personal information,Auto-fail,
,Rude or abusive,Auto-fail,
Total,,100%,
Pass mark,,90%,
"""

CHINESE_CSV = """大类;检查项;分值
服务态度;主动致歉;20
;安抚客户情绪;20
解决能力;告知处理时限;30
业务能力;解答准确;30
扣分项;推诿客户;-10
"""


def imported(path: Path, lang: str = "en", sheet: str | None = None) -> Imported:
    """Return what becomes of a file."""
    target = path.parent / "made.yaml"
    return import_sheet(path, rubric_id="made", base_id="service", sheet=sheet, target=target, lang=lang)


def csv_file(folder: Path, text: str | bytes) -> Path:
    """Return a CSV file that holds a text."""
    path = folder / "sheet.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def workbook(folder: Path, **sheets: list[list[Any]]) -> Path:
    """Return a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "sheet.xlsx"
    book.save(path)
    return path


def chinese_100(folder: Path) -> Path:
    """Return a Chinese sheet of 100 points: merged cells, totals, notes, a second sheet of phrases."""
    path = workbook(
        folder,
        在线客服=[
            ["在线客服质检评分表（100分制）"],
            ["坐席姓名：", None, "质检日期："],
            ["大类", "检查项", "分值", "评分标准", "得分"],
            ["服务态度（30分）", "1、主动致歉，态度诚恳", 10, "未致歉扣5分"],
            [None, "2、安抚客户情绪，表示理解", 10],
            [None, "3、耐心倾听", 5],
            [None, "4、语音语调亲切自然", 5],
            ["业务能力（40分）", "业务解答准确", 15],
            [None, "告知处理时限", 10],
            [None, "一次性解决客户问题", 10],
            [None, "工单记录完整", 5],
            ["服务规范（30分）", "按规定核实身份", 10],
            [None, "提供替代方案", 10],
            [None, "服务礼节", 10],
            ["合计", None, "=SUM(C4:C14)"],
            ["扣分项"],
            [None, "与客户争辩", "扣5分"],
            ["一票否决项"],
            [None, "辱骂、讽刺客户", "一票否决"],
            [None, "资金违规承诺", "一票否决"],
            [None, "私自外呼客户", "一票否决"],
            ["合格线", None, 85],
            ["备注：本表自今年起执行"],
        ],
        禁用语=[
            ["类型", "禁用语", "规范用语"],
            ["敷衍", "尽快、耐心等待", "今天18点前给您答复"],
            ["推卸责任", "那是仓库的活儿", "我去问仓库，今天给您答复"],
            ["其他", "主管不在岗", None],
        ],
    )
    book = openpyxl.load_workbook(path)
    sheet = book["在线客服"]
    for cells in ("A1:E1", "A4:A7", "A8:A11", "A12:A14"):
        sheet.merge_cells(cells)
    book.save(path)
    return path


def rubric(made: Imported) -> Rubric:
    """Return the rubric in what was written."""
    return rubric_of(made.text, Problems("made.yaml"))


def codes(made: Imported) -> dict[str, str]:
    """Return the code of each cell that was mapped."""
    return {f"{m.place}": m.code for m in made.plan.mapped}
