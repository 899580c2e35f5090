# A list of texts in JSON → a list of their HTML, by kramdown as Jekyll calls it. Attributes that only say how something
# looks, and quotation marks and dashes that are set, are left out: they are no structure.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

OPTIONS = {
  input: "GFM", hard_wrap: false, auto_ids: false, gfm_quirks: "paragraph_end,no_auto_typographic",
  smart_quotes: %w[apos apos quot quot], entity_output: :as_char, syntax_highlighter: nil, math_engine: nil
}.freeze

puts JSON.generate(JSON.parse($stdin.read).map { |text| Kramdown::Document.new(text, **OPTIONS).to_html })
