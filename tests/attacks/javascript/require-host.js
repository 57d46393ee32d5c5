// expect: load raised Error
const { execSync } = require('child_process');
