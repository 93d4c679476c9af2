"""A script for Streamlit: the page over notes that an extractor without a model has read, odd ones among them."""

from pathlib import Path

from graph.app import main, start
from tests.plain_extractor import built

LONG = "S3" + "W" * 5_000

NOTHING = "nothing of note\n\n" * 60
EFS = f"---\ndate: 2024-01-02\n---\n# EFS\n\n{NOTHING}## Uses\n\n- uses S3\n- **ECS task** uses EFS\n"

ODD = f"""\
# <img src=x onerror="document.title=1">

- S3 </script><script>document.title=2</script> EFS uses S3
- [click](javascript:document.title=3) S3 ![x](http://example.invalid/x.png)
- \u202e turned S3 txt.exe \u200f
- {LONG}
{" " * 300}deep S3

| {LONG} | S3 |
|---|---|
| EFS uses S3 | {LONG} |

```html
<script>document.title=4</script> {LONG}
```
> <a href="javascript:alert(1)">x</a> `<b>S3</b>`
"""

start.build = lambda _folder, **_options: built(efs=EFS, odd=ODD)
main.run(Path("some notes"))
