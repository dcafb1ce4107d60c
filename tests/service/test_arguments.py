"""Words of the command line that no command is to see."""

import pytest

from service.cli import main


@pytest.mark.parametrize("command", [("timeline", ""), ("why", " "), ("feeds", "remove", ""), ("feeds", "check", "")])
def test_a_blank_name_is_refused(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert "must not be empty" in capsys.readouterr().err
