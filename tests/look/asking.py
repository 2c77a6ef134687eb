"""What forms ask in the sample city, and what can be chosen there."""

from tanggap.channels.web.asking import KindQuestions, QuestionField
from tanggap.report.choices import Option, OptionGroup
from tanggap.report.questions.answers import AnswerView
from tests.look.samples import DRAIN, FLOOD

AREAS = (
    OptionGroup(
        name="Bekasi Timur",
        options=(
            Option(value="3275011002", name="Margahayu"),
            Option(value="3275011001", name="Bekasi Jaya"),
        ),
    ),
    OptionGroup(name="Jatiasih", options=(Option(value="3275071001", name="Jatiasih"),)),
)
AGENCIES = (
    OptionGroup(
        name="Disarankan",
        options=(
            Option(value="dbmsda", name="DBMSDA", chosen=True),
            Option(value="margahayu", name="Kelurahan Margahayu"),
        ),
    ),
    OptionGroup(
        name="Semua unit",
        options=(
            Option(value="dlh", name="Dinas Lingkungan Hidup"),
            Option(value="dishub", name="Dinas Perhubungan"),
        ),
    ),
)
KIND_OPTIONS = (
    OptionGroup(
        name="Disarankan",
        options=(
            Option(value="clogged-drain", name=DRAIN.name, chosen=True),
            Option(value="flood", name=FLOOD.name),
        ),
    ),
)


ANSWERS = (
    AnswerView(asked="Seberapa besar lubangnya?", said="Sebesar ban"),
    AnswerView(asked="Kira-kira berapa dalamnya?", said="20 cm"),
)
QUESTIONS = (
    KindQuestions(
        kind="road-damage",
        name="Jalan rusak / berlubang",
        fields=(
            QuestionField(
                id="ask.road-damage.size",
                words="Seberapa besar lubangnya?",
                sort="single",
                unit="",
                options=(
                    Option(value="hand", name="Sebesar tangan"),
                    Option(value="tyre", name="Sebesar ban"),
                ),
                value="",
                required=False,
                conditional=False,
            ),
            QuestionField(
                id="ask.road-damage.depth",
                words="Kira-kira berapa dalamnya?",
                sort="number",
                unit="cm",
                options=(),
                value="",
                required=False,
                conditional=True,
            ),
            QuestionField(
                id="ask.road-damage.since",
                words="Sejak kapan?",
                sort="date",
                unit="",
                options=(),
                value="",
                required=True,
                conditional=False,
            ),
            QuestionField(
                id="ask.road-damage.danger",
                words="Yang terancam",
                sort="multiple",
                unit="",
                options=(
                    Option(value="cars", name="Mobil"),
                    Option(value="bikes", name="Sepeda motor", chosen=True),
                ),
                value="",
                required=False,
                conditional=False,
            ),
        ),
    ),
)
