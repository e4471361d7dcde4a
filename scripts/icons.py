"""Regenerate static/img/icons.svg, the one sprite that `{% icon "Boat" %}` points into.

Usage: `npm pack @navikt/aksel-icons@8.16.2`, unpack it, then `python scripts/icons.py package/dist/svg`.
To use one more icon, add its name to NAMES and run this again. Icons are MIT-licensed by NAV.
"""

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).resolve().parent.parent / "static/img/icons.svg"

NAMES = """
ArrowCirclepath ArrowDown ArrowLeft ArrowRedo ArrowRight ArrowRightLeft ArrowUndo ArrowUp BabyWrapped Backpack
BankNote BarChart Bell BellDot Bicycle Boat Book Bookmark Branching Briefcase Buildings3 BulletList Bus Calendar
Camera Candle Car Card Chat Checkmark CheckmarkCircle CheckmarkCircleFill ChevronDown ChevronLeft ChevronRight
ChevronUp CircleSlash Clock ClockDashed CloudUp Cog Compass DocPencil Download EnvelopeClosed EnvelopeClosedFill
EnvelopeOpen ExclamationmarkTriangle ExclamationmarkTriangleFill ExternalLink Eye EyeSlash FaceFrown FaceSmile Figure
FigureChild FigureCombination File FileCheckmark FileImage FileLoading FilePdf FileText Files Filter FingerMobile
FirstAidKit FlowerPension Folder Gavel HandHeart HandShakeHeart Handshake HardHat HatSchool Heart HikingTrailSign
Hospital Hourglass House HouseHeart Image Inbox InboxDown InboxUp InformationSquare KeyHorizontal KeyVertical Language
Leave Lifebuoy LightBulb Link LocationPin MagnifyingGlass Megaphone MeetingSmall MenuElipsisHorizontal MenuGrid
MenuHamburger Minus Mobile MobileSmall Monitor Newspaper NotePencil NumberList OpenBook Package PadlockLocked Palette
Paperclip Paperplane Parking Pause Pencil Person PersonChat PersonCheckmark PersonCircle PersonGavel PersonGroup
PersonHeadset PersonPencil PersonPlus PersonRectangle Phone Piggybank Plus PrinterSmall QuestionmarkCircle Receipt
Record Recycle Roadblock Rocket ShieldCheckmark ShieldLock SortDown SortUp Star StarsEu Stethoscope Stroller Table Tag
TapWater Tasklist TasklistSend ThumbDown ThumbUp Timeline Trash TrendDown TrendFlat TrendUp Upload Video Wallet Waves
Wheelchair Wrench XMark
"""


def symbol_id(name: str) -> str:
    """`FilePdf` → `i-file-pdf`; the template tag makes the same name."""
    return "i-" + re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def shortest(value: float) -> str:
    """-0.50 → `-.5`; two decimals are exact enough on a 24-pixel grid."""
    return re.sub(r"^(-?)0\.", r"\1.", f"{value:.2f}".rstrip("0").rstrip("."))


def relative(path: str) -> str:
    """The same path in relative commands, which makes the compressed sprite a third smaller."""
    pen, start, out = [0.0, 0.0], [0.0, 0.0], []
    for command, args in re.findall(r"([MLHVCZ])([^MLHVCZ]*)", path):
        numbers = [float(n) for n in args.split()]
        axes = {"H": [0], "V": [1], "Z": []}.get(command, [0, 1])
        points = {"C": 6}.get(command, len(axes)) or 1
        for i in range(0, len(numbers), points):
            steps = [round(n - pen[axes[k % len(axes)]], 2) for k, n in enumerate(numbers[i : i + points])]
            for axis, step in zip(axes, steps[-len(axes) :], strict=True):
                pen[axis] += step  # the rounded step, so that errors do not add up
            out.append(command.lower() + " ".join(map(shortest, steps)).replace(" -", "-"))
            if command == "M":
                start = pen.copy()
        if command == "Z":
            pen = start.copy()
            out.append("z")
    return "".join(out)


def symbol(svg: str, name: str) -> str:
    body = svg[svg.index(">") + 1 : svg.rindex("</svg>")].strip().replace("\n", "")
    body = re.sub(r' d="([^"]*)"', lambda m: f' d="{relative(m[1])}"', body)
    return f'<symbol id="{symbol_id(name)}" viewBox="0 0 24 24">{body}</symbol>'


def main(source: Path) -> None:
    symbols = [symbol((source / f"{name}.svg").read_text(), name) for name in sorted(NAMES.split())]
    notice = "<!-- @navikt/aksel-icons 8.16.2, MIT, NAV. Made by scripts/icons.py -->"
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', notice, *symbols, "</svg>"]
    SPRITE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
