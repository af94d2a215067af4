"""Numbers."""


class Numbers:
    def __init__(self, user, *, on):
        self.user, self.on = user, on
