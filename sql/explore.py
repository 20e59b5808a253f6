"""A notebook on the warehouse of TRADEWIRE_HOME: `marimo edit sql/explore.py` opens it, `python sql/explore.py` runs it through."""

import marimo

app = marimo.App(width="medium", app_title="Explore the warehouse")


@app.cell
def warehouse():
    import marimo as mo

    from flows.settings import settings
    from warehouse.reading import open_published

    db = open_published(settings().home_folder)

    def rows(query, **parameters):
        """The rows of a query as a list of dicts, which mo.ui.table shows, and pandas and polars take."""
        found = db.execute(query, parameters or None)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return mo, rows


@app.cell
def contents(mo, rows):
    articles, first, last = rows("SELECT count(*), min(published_date), max(published_date) FROM articles")[0].values()
    mo.md(f"# {articles} articles, {first} to {last}")
    return (articles,)


@app.cell
def choice(mo, rows):
    codes = [row["code"] for row in rows("SELECT DISTINCT imposer_code AS code FROM measures ORDER BY code")]
    imposer = mo.ui.dropdown(codes, value=codes[0] if codes else None, label="Who acts?")
    imposer  # noqa: B018 - what a cell ends with is shown
    return (imposer,)


@app.cell
def measures(imposer, mo, rows):
    states = rows("FROM rate_history($imposer)", imposer=imposer.value)
    mo.vstack([mo.md("## How its measures went"), mo.ui.table(states)])
    return (states,)


@app.cell
def words(imposer, mo, rows):
    quotes = rows(
        "SELECT first_printed, speaker, role, quote FROM quote_distinct WHERE speaker_country_code = $code ORDER BY ALL DESC",
        code=imposer.value,
    )
    mo.vstack([mo.md("## What its people say"), mo.ui.table(quotes)])
    return (quotes,)


if __name__ == "__main__":
    app.run()
