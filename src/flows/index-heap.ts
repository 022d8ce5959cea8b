/** A binary min-heap of indices over a fixed array: the smallest index comes out first. */
export interface IndexHeap {
  size: number;
  readonly items: Uint32Array;
}

/** An empty heap that can hold `capacity` indices. */
export function makeIndexHeap(capacity: number): IndexHeap {
  return { size: 0, items: new Uint32Array(capacity) };
}

/** Adds an index. */
export function pushIndex(heap: IndexHeap, index: number): void {
  const items = heap.items;
  let child = heap.size++;
  while (child > 0) {
    const parent = (child - 1) >>> 1;
    if (items[parent]! <= index) break;
    items[child] = items[parent]!;
    child = parent;
  }
  items[child] = index;
}

/** Removes and answers the smallest index. The heap must not be empty. */
export function popIndex(heap: IndexHeap): number {
  const items = heap.items;
  const smallest = items[0]!;
  const last = items[--heap.size]!;
  let parent = 0;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heap.size) break;
    if (child + 1 < heap.size && items[child + 1]! < items[child]!) child += 1;
    if (items[child]! >= last) break;
    items[parent] = items[child]!;
    parent = child;
  }
  items[parent] = last;
  return smallest;
}
