from audits.shipped import load_shipped_questions
from foundation.offers import Stock, offer_stock

offer_stock(Stock("questions", 20, load_shipped_questions))
