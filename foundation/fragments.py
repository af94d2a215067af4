"""Redirects for requests that a script sends: the browser shall go to the address, the script shall not fetch it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def redirects_for_scripts(get_response: Answer) -> Answer:
    """Middleware: a redirect that answers an htmx request becomes 204 with HX-Redirect.

    Followed by the script it would put a whole page where a fragment belongs, and swallow its messages.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "HX-Request" not in request.headers or response.status_code not in (301, 302, 303, 307, 308):
            return response
        sent = HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
        sent.cookies = response.cookies
        return sent

    return answer
