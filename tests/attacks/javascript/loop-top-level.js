// expect: load limit time
for (;;);
