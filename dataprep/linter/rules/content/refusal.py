"""DP420: an answer that refuses to answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import answer_texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# In the bytes, an apostrophe is one or three of them.
UNABLE = r"(can(not| not|(\xe2\x80\x99|')t)|won(\xe2\x80\x99|')t|will not|unable to|not able to) "
TRIGGER = (
    UNABLE
    + r"([a-z]+ly )?(assist|help|fulfil|comply|answer|do that|engage|participate|creat|generat"
    r"|writ|provid|discuss|support|continue with|respond|offer)"
    r"|as an? (ai|artificial intelligence|large language|language model)\b"
    r"|i((\xe2\x80\x99|')m| am) (just |only )?an? (ai|large language|language model)\b"
    r"|must (respectfully )?decline|(content|usage) polic"
    r"|dabei kann ich|ich kann (diese|dabei|ihre|deine)"
    r"|tut mir leid, aber|als ki|pero no puedo|modelo de leng|linguagem|mais je ne peux"
    r"|de langage|ma non posso|linguistico|mas n\xc3\xa3o posso|\xe6\x8a\xb1\xe6\xad\x89"
    r"|\xe4\xbd\x9c\xe4\xb8\xba|\xe7\x94\xb3\xe3\x81\x97\xe8\xa8\xb3"
)
BEGINNING = 200
# What is refused is answering; "I cannot find your order" is an answer.
REFUSAL = re.compile(
    r"""\bI(?:'m|\ am)?\ (?:cannot|can't|can\ not|won't|will\ not|unable\ to|not\ able\ to)
    \ (?:\w+ly\ )?(?:assist|help\ (?:you\ )?with|fulfil|comply|answer\ (?:that|this|your)|do\ that
        |engage|participate|create|generate|write|discuss|support\ (?:that|this)|respond\ to
        |provide\ (?:that|this|any|you|advice|medical|legal|instructions|information|guidance)
        |continue\ with\ (?:that|this)|offer\ (?:medical|legal|advice))
    |\b[Aa]s\ an?\ (?:AI|artificial\ intelligence|large\ language\ model|language\ model)
        (?:\ \w+){0,3},?\ I\b
    |\b[Aa]s\ an?\ (?:AI\ (?:large\ )?language\ model|AI\ (?:model|assistant)
        |(?:large\ )?language\ model),
    |\bI(?:'m|\ am)\ (?:just\ |only\ )?an?\ (?:AI|(?:large\ )?language\ model)\b
        (?:\ \w+){0,3}(?:,|\ and)\ (?:(?:so\ )?I\b|(?:cannot|can't|am\ (?:not|unable))\b)
    |\bI\ must\ (?:respectfully\ )?decline\b
    |\b(?:request|question|prompt|query|message|that|it|this)\ (?:\w+\ )?(?:violates?|goes\ against)
        \ (?:our|my|the|OpenAI's)\ (?:content|usage)\ polic
    |\b[Dd]abei\ kann\ ich\ (?:\w+\ ){0,3}nicht\ (?:weiter)?helfen
    |\b[Ii]ch\ kann\ (?:dabei|(?:diese|Ihre|deine)\ (?:An)?[Ff]rage)\ (?:\w+\ ){0,2}nicht
        \ (?:(?:weiter)?helfen|beantworten|bearbeiten|erfüllen)
    |[Ee]s\ tut\ mir\ leid,\ aber\ ich\ (?:kann|darf)
    |[Aa]ls\ KI(?:-Sprachmodell|-Modell)?\ (?:kann|habe|bin)\ ich
    |[Ll]o\ siento,\ pero\ no\ puedo|[Cc]omo\ modelo\ de\ lenguaje
    |[Dd]ésolée?,?\ mais\ je\ ne\ peux|[Ee]n\ tant\ que\ modèle\ de\ langage
    |[Mm]i\ dispiace,\ ma\ non\ posso|[Cc]ome\ modello\ linguistico
    |[Dd]esculpe,\ mas\ não\ posso|[Cc]omo\ (?:um\ )?modelo\ de\ linguagem
    |抱歉[\uff0c,]?(?:但)?我(?:无法|不能)|作为(?:一个|一名)?(?:人工智能|AI|语言模型)
    |申し訳(?:あり|ござい)ませんが""",
    re.VERBOSE,
)


@message_rule("DP420", Severity.WARNING, roles="assistant", trigger=TRIGGER)
def refusal(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An answer begins with a refusal, as a chat model words it.

    ## Why
    Refusals come along when a chat model wrote the answers. A few of them are enough to make a
    model refuse what it should answer. A refusal that is meant, of what a model must not do, is a
    good example: it says so in a `refusal` part, or the rule is ignored for the file.

    ## What to do
    Write the answer or remove the record. Leave the refusals that you want.
    """
    for place, text in answer_texts(message, at):
        found = REFUSAL.search(text[:BEGINNING].replace("\u2019", "'"))
        # What stands in quotation marks is said by somebody else.
        spoken = found and text[: found.start()].endswith(('"', "\u201c"))
        if found and not spoken and not place.endswith("/refusal"):
            yield Problem(place, f"the answer refuses: {quoted(found[0])}")
