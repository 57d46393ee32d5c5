// expect: load limit time
for (;;) await null;
