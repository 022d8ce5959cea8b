/** How many combinations of orders of all ties there were, besides the one that the trace's own figures stand for. */
export interface OrdersTogether {
  readonly ordersTried: number;
  readonly ordersImpossible: number;
}
