from certifications.actions import load_shipped_schemes
from foundation.offers import Stock, offer_stock

offer_stock(Stock("schemes", 30, load_shipped_schemes))
