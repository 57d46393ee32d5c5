// expect: load raised Error
const fs = await import('fs');
