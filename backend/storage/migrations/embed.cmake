# SPDX-License-Identifier: GPL-3.0-or-later
# Writes one migration as an initializer: {number, "name", R"sql(text)sql"}, split because a compiler need not take
# string literals beyond 64 KiB.
file(READ "${INPUT}" text)
string(LENGTH "${text}" length)
set(pieces)
set(offset 0)
while(offset LESS length)
    string(SUBSTRING "${text}" ${offset} 12000 piece)
    string(APPEND pieces "R\"sqltext(${piece})sqltext\"\n")
    math(EXPR offset "${offset} + 12000")
endwhile()
file(WRITE "${OUTPUT}" "{${NUMBER}, \"${NAME}\",\n${pieces}},\n")
