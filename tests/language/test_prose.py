"""Lines that a page brings beside its story, and lines of the story that look like them: both kinds of error count."""

import pytest

from storywatch.language.page.prose import read_lines

FURNITURE = """\
ALSO READ: The army closes the dam again
Also read | Five things to know about the Orlan dam
Read more: Who owns the water of Orlan?
READ NEXT
Read also – The long summer of the valley
Related: Orlan's mayor resigns
Related articles
Related Topics:
RELATED STORIES
More on this story
More from the Northern Courier
See also: The dams of Lakeland
Recommended for you
You may also like
Most read
Trending now
Watch: Water pours through the broken dam
WATCH LIVE: The president speaks
Watch the video below
Listen to this article
Click here to read the full report.
Tap to expand
Sign up for our daily newsletter and never miss a story.
Subscribe to the Northern Courier for unlimited access.
Subscribe now
Get the day's top stories in your inbox every morning.
Join our channel on Telegram for breaking news.
Follow us on Twitter and Facebook.
Follow @annaprieto on X
Follow Ana Prieto on Twitter.
Share this article
Share on Facebook
Share via email
Tweet
Email this story to a friend
Print this page
Leave a comment
Leave a Reply
Comments (14)
Your email address will not be published. Required fields are marked *
Advertisement
ADVERTISEMENT - CONTINUE READING BELOW
Story continues below advertisement
Sponsored content
By Ana Prieto and Tomas Lind
By ANA PRIETO, Northern Courier staff writer
By Ana Prieto | The Northern Courier
Ana Prieto, Political Correspondent
Reporting by Ana Prieto in Orlan; editing by Tomas Lind
Additional reporting by Boris Karel.
Ana Prieto contributed to this report.
Ana Prieto is a reporter at the Northern Courier. Follow her on Twitter.
Published: 14 June 2030, 10:15 am
Updated 3 hours ago
Last updated on June 14, 2030 at 09.30 GMT
First published on Fri 14 Jun 2030 10.15 BST
14 June 2030
Fri Jun 14, 2030 10:15am EDT
3 min read
Posted by admin on June 14, 2030
Photo: Ana Prieto/Northern Courier
Photograph: Ana Prieto/Agency Images
Image credit: Ministry of Water
File photo: The dam in 2019.
(Photo by Ana Prieto/Agency Images via Getty Images)
Ana Prieto/AP
Getty Images
© 2030 The Northern Courier. All rights reserved.
Copyright 2030 Northern Courier. All rights reserved. This material may not be published, broadcast or rewritten.
Tags: dam, Orlan, water
Topics: Water | Dams | Orlan
Filed under: Lakeland
Category: Politics
Home > World > Lakeland
Skip to main content
Cookie settings
Accept all cookies
https://courier.example/orlan/dam
This article was originally published by the Northern Courier.
Continue reading
Loading...
Back to top
Editing by Tomas Lind
Our Standards: The Northern Courier Trust Principles.
Download our app for the latest news.
Support independent journalism: donate today.""".splitlines()

PROSE = """\
Also read at the meeting was a letter from the mayor of Orlan.
Read more slowly, the minister told the clerk, who began again.
Related measures were approved by the senate on Monday.
Related to the mayor by marriage, she had never held an office.
More from the fund will be spent on the dam than was planned.
More on the dam's north side had to be repaired.
See also how the water rises, said the engineer.
Recommended changes to the dam were never made.
Most read the letter as a threat.
Watch officers at the dam raised the alarm at night.
Watch the water, not the wall, the engineer told the workers.
Listen to the engineers, Prieto said, and the valley will be safe.
Click here, said the police, was all that the message contained.
Sign up fees for the course were paid back.
Signing up volunteers took the army two days.
Subscribers of the water company were told on Monday.
Subscribe to a theory that the dam was bombed and nobody will listen, he said.
Join the army or leave the valley, the rebels told them.
Joined by her ministers, Prieto left the dam at noon.
Follow the money, prosecutors were told, and they did.
Following the leak, the army closed the road to Orlan.
Share prices of the water company fell by a fifth on Monday.
Share this burden or lose the valley, the mayor warned.
Shares fell.
Print shops in Orlan were closed on Monday.
Printed copies of the report were destroyed, officials said.
Email messages between the engineers were published on Monday.
Emails show that the ministry knew of the leak.
Comments by the minister were condemned in Orlan.
Comment on the report was refused.
Leave the valley at once, the army told residents.
Advertisement revenue at the broadcaster fell by a third.
Advertising for the post begins in June.
Sponsored by the army, the bill passed with ease.
By Monday the army had closed the dam.
By Ana Prieto's account, the dam had leaked for years.
By Tuesday night, 300 people had left Orlan.
By law, the ministry has to publish the report.
By contrast, Lakeland has no dams at all.
Reporting by the Northern Courier led to the minister's fall.
Reporting of leaks is required by law, the ministry said.
Editing the report took the ministry a year.
Published in 2029, the report warned of a leak.
Published reports that the dam leaked were denied.
Updated figures showed that 17 people had died.
Update of the plans began on Friday.
Posted on the wall was a warning in red letters.
Posted to Orlan in 2019, she never left the town.
Photographs of the dam showed a crack, officials said.
Photo identity cards will be required from June.
Photography was forbidden at the dam.
Images of the leak were broadcast on Monday.
Image matters more than water, the mayor said.
Getty, a town of 300 people, was flooded.
Copyright law was changed by the senate on Monday.
All rights reserved for the army were given up.
Tags were placed on each of the trees along the road.
Topics that the ministers discussed were not made public.
Categories of aid were merged on Monday.
Home owners in Orlan were told to leave.
Loading of the ships was stopped on Monday.
Continue reading the report and you find the leak, he said.
Download speeds in the valley fell, the company said.
Donate blood, the hospital asked the residents of Orlan.
June 14 was the day on which the dam broke.
Three hours later, the dam broke.
3 minutes later the wall gave way.
Ana Prieto is a minister who never answers letters.
Ana Prieto contributed 300 crowns to the campaign.
“Share this,” he said.
Support for the minister fell.
Cookies were baked for the workers.""".splitlines()


def kinds(text: str, title: str = "A title of its own") -> list[str]:
    return [line.kind for line in read_lines(text, title)]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_not_read_as_prose(line: str) -> None:
    assert kinds(f"The army closed the dam.\n\n{line}\n\nThe valley is safe.")[1] != "prose"


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_not_taken_for_furniture(line: str) -> None:
    assert kinds(f"The army closed the dam.\n\n{line}\n\nThe valley is safe.")[1] == "prose"


def test_a_paragraph_counts_only_prose() -> None:
    text = "By Ana Prieto\n\nThe army closed the dam.\n\nShare on Facebook\n\nThe valley is safe."
    assert [line.paragraph for line in read_lines(text, "")] == [-1, 0, -1, 1]


def test_the_title_again_is_a_heading() -> None:
    assert kinds("Army closes the dam, and leaves.\n\nThe army left.", "Army closes the dam – and leaves") == [
        "heading",
        "prose",
    ]


def test_a_list_of_references_is_none_of_the_story() -> None:
    text = "The army left.\n\nReferences:\n- The Northern Courier: Army leaves the dam\n- The Valley Post: Dam left"
    assert kinds(text) == ["prose", "references", "references", "references"]


def test_a_related_block_ends_with_its_headlines() -> None:
    text = (
        "The army left.\n\nRelated:\n\nArmy leaves the dam after years\n\nMinister resigns over leak\n\n"
        "The valley is safe, the ministry said."
    )
    assert kinds(text) == ["prose", "furniture", "heading", "heading", "prose"]


def test_a_time_before_a_live_entry_is_no_prose() -> None:
    text = "10.15am\n\nThe army has closed the dam.\n\n11:02 BST\n\nThe valley is safe, the ministry says."
    assert kinds(text) == ["furniture", "prose", "furniture", "prose"]
