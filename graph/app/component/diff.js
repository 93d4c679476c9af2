// What has to be done to turn the items on screen into the wanted ones.

/** Items have an `id`; gives {added, changed, removed}: items, items and ids. Equal items are left alone. */
export function difference(present, wanted) {
  const added = [];
  const changed = [];
  const left = new Map(present);
  for (const item of wanted) {
    const known = left.get(item.id);
    left.delete(item.id);
    if (known === undefined) added.push(item);
    else if (JSON.stringify(known) !== JSON.stringify(item)) changed.push(item);
  }
  return { added, changed, removed: [...left.keys()] };
}
