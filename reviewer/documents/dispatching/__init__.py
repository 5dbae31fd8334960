"""Which request goes to which worker when: queues, priorities, deadlines, workers replaced. All on the I/O thread."""
