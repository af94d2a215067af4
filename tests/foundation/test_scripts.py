"""The scripts in a real browser, under the strict policy: sheets, keys, autosave, files, theme, bulk ticks."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.foundation import script_pages

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("tests.foundation.script_pages"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(browser, live_server, settings) -> Iterator[Page]:
    """The sample page; afterwards no script may have failed and the policy not have been touched."""
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # nobody is signed in
    script_pages.received.clear()
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto("/findings/4/")
    yield page
    context.close()
    assert complaints == []


def open_sheet(page: Page):
    page.keyboard.press("f")
    sheet = page.get_by_role("dialog", name="Log a finding")
    expect(sheet).to_be_visible()
    return sheet


def test_a_key_opens_the_sheet_and_escape_goes_back(page):
    open_sheet(page)
    expect(page.get_by_label("What is wrong")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.locator("dialog.sheet")).to_have_count(0)
    expect(page.get_by_role("link", name="Log a finding")).to_be_focused()


def test_a_refused_sheet_stays_and_leads_to_what_is_wrong(page):
    sheet = open_sheet(page)
    sheet.get_by_label("Method").fill("Interview")

    sheet.get_by_role("button", name="Issue").click()

    expect(sheet.locator("[data-refused]")).to_be_focused()
    expect(sheet.get_by_label("Method")).to_have_value("Interview")
    expect(page).to_have_url(re.compile(r"/findings/4/$"))


def test_a_sent_sheet_goes_on_to_the_record_and_says_so_once(page):
    sheet = open_sheet(page)
    sheet.get_by_label("What is wrong").fill("Two sessions have no recording.")

    sheet.get_by_role("button", name="Issue").click()

    expect(page).to_have_url(re.compile(r"/findings/5/$"))
    expect(page.get_by_text("F-005 was issued.")).to_be_visible()
    assert script_pages.received == [("Two sessions have no recording.", None)]


def test_no_connection_loses_nothing_that_was_typed_in_a_sheet(page):
    sheet = open_sheet(page)
    sheet.get_by_label("What is wrong").fill("Two sessions have no recording.")
    page.context.set_offline(True)

    sheet.get_by_role("button", name="Issue").click()

    expect(page.locator("#trouble")).to_contain_text("No connection")
    expect(sheet.get_by_label("What is wrong")).to_have_value("Two sessions have no recording.")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("setup.exe", b"MZ", "setup.exe is not one of the kinds that can be kept here: .png,.txt."),
        ("big.png", b"x" * 6000, "big.png is 6 kB; the limit is 5 kB."),
        ("empty.txt", b"", "empty.txt is empty."),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_in_place(page, name, content, sentence):
    sheet = open_sheet(page)

    sheet.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )

    expect(sheet.locator("[data-drop-errors]")).to_have_text(sentence)
    expect(sheet.locator("[data-drop-files] li")).to_have_count(0)


def test_a_pasted_picture_is_sent_with_the_form(page):
    sheet = open_sheet(page)
    sheet.get_by_label("What is wrong").fill("The recorder shows an error.")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["a picture"], "image.png", {type: "image/png"}));
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }"""
    )
    expect(sheet.locator("[data-drop-files] .file-name")).to_contain_text("pasted-")

    sheet.get_by_role("button", name="Issue").click()
    expect(page).to_have_url(re.compile(r"/findings/5/$"))

    ((_statement, (name, size)),) = script_pages.received
    assert name.startswith("pasted-")
    assert size == len("a picture")


def test_a_dropped_file_can_be_taken_out_again(page):
    sheet = open_sheet(page)
    carrier = page.evaluate_handle(
        """() => { const data = new DataTransfer(); data.items.add(new File(["log"], "log.txt")); return data; }"""
    )
    sheet.locator("[data-drop]").dispatch_event("drop", {"dataTransfer": carrier})
    expect(sheet.locator(".file-name")).to_have_text("log.txt")

    sheet.get_by_role("button", name="Remove log.txt").click()

    expect(sheet.locator(".file-name")).to_have_count(0)


def test_keys_are_letters_inside_a_field(page):
    page.get_by_label("Note").press_sequentially("fbj?/")

    expect(page.locator("dialog.sheet")).to_have_count(0)
    expect(page.get_by_label("Note")).to_have_value("fbj?/")


def test_the_question_mark_shows_the_keys_of_this_page(page):
    page.keyboard.press("?")

    expect(page.locator("#keys")).to_be_visible()
    expect(page.locator("[data-keys-page]")).to_contain_text("Write a note")


def test_g_and_a_letter_goes_there(page):
    page.keyboard.press("g")
    page.keyboard.press("b")

    expect(page).to_have_url(re.compile(r"/board/$"))


def test_rows_are_walked_and_ticked_by_keys(page):
    expect(page.locator("[data-bulk-bar]")).to_be_hidden()

    for key in ("j", "j", "x"):
        page.keyboard.press(key)

    expect(page.get_by_role("link", name="F-002")).to_be_focused()
    expect(page.get_by_label("Select F-002")).to_be_checked()
    expect(page.locator("[data-bulk-count]")).to_have_text("1 selected")
    expect(page.get_by_role("button", name="Send reminder")).to_be_visible()


def test_a_note_saves_itself_and_renews_what_hangs_on_it(page):
    page.get_by_label("Note").fill("Recordings open.")

    expect(page.locator("[data-autosave-line]")).to_contain_text("Saved")
    expect(page.locator("#progress-of-tree")).to_have_text("1 of 2")
    assert script_pages.received == [("note", "Recordings open.")]
    assert page.evaluate("localStorage.length") == 0


def test_a_note_without_connection_is_kept_and_saved_when_it_is_back(page):
    page.context.set_offline(True)
    page.get_by_label("Note").fill("Recordings open.")
    expect(page.locator("[data-autosave-line]")).to_contain_text("Not saved. Your text is kept in this browser.")

    page.context.set_offline(False)

    expect(page.locator("[data-autosave-line]")).to_contain_text("Saved")
    assert script_pages.received == [("note", "Recordings open.")]


def unsaved_note(page: Page) -> None:
    """Leaves a note in the browser that the server never got."""
    page.route("**/save/", lambda route: route.abort())
    page.get_by_label("Note").fill("Recordings open.")
    expect(page.locator("[data-autosave-line]")).to_contain_text("Not saved")
    page.unroute("**/save/")


def test_text_that_was_never_saved_is_offered_back(page):
    unsaved_note(page)
    page.reload()
    expect(page.get_by_text("Text that was not saved is still here")).to_be_visible()

    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("Note")).to_have_value("Recordings open.")
    expect(page.locator("[data-autosave-line]")).to_contain_text("Saved")
    assert script_pages.received == [("note", "Recordings open.")]


def test_signing_out_leaves_no_text_behind(page):
    unsaved_note(page)
    assert page.evaluate("localStorage.length") == 1

    page.locator("main").get_by_role("button", name="Sign out").click()

    page.wait_for_url("**/out/")
    assert page.evaluate("localStorage.length") == 0


def test_the_theme_turns_at_once_and_stays(page):
    page.get_by_role("button", name="Light or dark").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.wait_for_load_state("networkidle")
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_without_scripts_the_menu_opens_and_the_theme_turns(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto("/findings/4/")
    expect(page.get_by_role("link", name="Board")).to_be_hidden()

    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Board")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Light or dark").click()
    page.get_by_role("button", name="Dark", exact=True).click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(re.compile(r"/findings/4/$"))
    context.close()
