// ICU's data file with nothing in it, in the place of the 34 MB that come with Foundation.
//
// Foundation brings ICU's locales, calendars, collations and break rules along. tieout uses none of them: it has a way of
// its own of writing figures and days, sorts by code points, and reads times by the machine's tzdata. What it uses of ICU
// (regular expressions, in the YAML parser; characters' properties) is in ICU's code and needs no data. The form is that
// of ICU's own stubdata; ICU_DATA is the symbol's name in the toolchain's version, which without-icu-data looks up.

#include <stdint.h>

typedef struct {
    uint16_t headerSize;
    uint8_t magic[2];
    uint16_t infoSize, reserved;
    uint8_t isBigEndian, charsetFamily, sizeofUChar, reservedToo;
    uint8_t dataFormat[4], formatVersion[4], dataVersion[4];
    uint8_t padding[8];
    uint32_t entries, end;
} EmptyData;

const EmptyData ICU_DATA __attribute__((aligned(16), visibility("default"))) = {
    .headerSize = 32,
    .magic = {0xda, 0x27},
    .infoSize = 20,
    .isBigEndian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
    .sizeofUChar = 2,
    .dataFormat = {'T', 'o', 'C', 'P'},
    .formatVersion = {1},
};
