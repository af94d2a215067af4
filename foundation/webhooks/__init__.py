"""Webhooks: other systems are told that something happened, signed, small, and no more than their owner may see.

The nouns: a *webhook* (where, which kinds of event, of which unit, in whose name), its *secrets* (one, or two while one is
being replaced), and *deliveries* (one per webhook and event). The story: an administrator adds a webhook, a compliance
officer puts it into operation; a sweep makes a delivery of every event of the kinds it wants; another sends what is due.
Whether a fact may leave is decided at the moment it leaves, with the rights its owner has then.

`targets` says where one may connect to, `client` connects there and nowhere else, `signing` signs as the Standard
Webhooks specification says, `payloads` decides what leaves, `deliveries` keeps and sends, `actions` are the verbs.
"""
