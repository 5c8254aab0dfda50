"""Our tf-idf beside scikit-learn's."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from faq.learning.features import Features
from faq.learning.sentence import unprepared
from faq.learning.views import letter_grams, word_pairs

KNOWN = [
    unprepared(line)
    for line in (
        "Làm hộ chiếu ở đâu?",
        "Làm lại hộ chiếu bị mất, làm ở đâu?",
        "Đăng ký khai sinh cho con",
        "con con con",
    )
]
ASKED = [unprepared(line) for line in ("hộ chiếu hộ chiếu cho con", "qwxz", "", "khai sinh")]


@pytest.mark.parametrize("extract", [letter_grams, word_pairs])
def test_weights_are_those_of_scikit_learn(extract):
    theirs = TfidfVectorizer(analyzer=extract, sublinear_tf=True, dtype=np.float32).fit(KNOWN)
    ours = Features.of(extract, KNOWN)
    assert ours.names == list(theirs.get_feature_names_out())
    np.testing.assert_allclose(ours.idf, theirs.idf_, rtol=1e-6)
    for sentences in (KNOWN, ASKED):
        weighed = ours.weighed(sentences)
        assert weighed.dtype == np.float32
        np.testing.assert_allclose(
            weighed.toarray(), theirs.transform(sentences).toarray(), rtol=1e-5, atol=1e-7
        )


def test_what_was_found_before_weighs_the_same():
    found = Features.of(word_pairs, KNOWN)
    again = Features.named(word_pairs, found.names, found.idf)
    assert (again.weighed(ASKED) != found.weighed(ASKED)).nnz == 0


def test_no_sentences_are_no_rows():
    found = Features.of(word_pairs, KNOWN)
    assert found.weighed([]).shape == (0, len(found.names))
