"""From a Submission to findings. A rule names its code; the words stand in schemas/katalog_temuan.json."""
