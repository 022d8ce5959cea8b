"""What a script on networkx does: which transfers the money of one transfer can have reached, times respected.

reach.py TRANSFERS ANSWER: TRANSFERS has a line `seq,payer,payee` per transfer in the order of time; the loss is seq 0.
Writes the reached seqs to ANSWER, one a line, and prints {"loadSeconds", "seconds"}.

The quickest way known to us in networkx: each account is looked at once, at the earliest time at which it was reached
(Dijkstra's order), and every later payment of it is reached.
"""

import heapq
import json
import sys
import time

import networkx


def load(path):
    graph = networkx.MultiDiGraph()
    with open(path, encoding="ascii") as lines:
        for line in lines:
            seq, payer, payee = map(int, line.split(","))
            if seq == 0:
                loss = (payer, payee)
            graph.add_edge(payer, payee, key=seq)
    return graph, loss


def reach(graph, loss):
    victim, start = loss
    reached = {0}
    earliest = {start: 0}
    waiting = [(0, start)]
    while waiting:
        since, account = heapq.heappop(waiting)
        if earliest[account] < since:
            continue
        for _, payee, seq in graph.out_edges(account, keys=True):
            if seq <= since:
                continue
            reached.add(seq)
            # What comes home to the victim goes no further.
            if payee != victim and seq < earliest.get(payee, seq + 1):
                earliest[payee] = seq
                heapq.heappush(waiting, (seq, payee))
    return reached


def main():
    started = time.perf_counter()
    graph, loss = load(sys.argv[1])
    loaded = time.perf_counter()
    reached = reach(graph, loss)
    done = time.perf_counter()
    with open(sys.argv[2], "w", encoding="ascii") as answer:
        answer.write("\n".join(map(str, sorted(reached))))
    print(json.dumps({"loadSeconds": loaded - started, "seconds": done - loaded}))


main()
