/* semver_version: each function with valid arguments, then in each way that it rejects or fails. */
#include "runner.h"
#include "semver_suite.h"

/* For out-parameters that overlap the input, or that are misaligned. */
/* An out-parameter every eight bytes, whatever the size of a pointer. */
union shared_memory {
    char text[32];
    uint64_t numbers[4];
    union {
        semver_version *out;
        uint64_t size;
    } at[4];
};

static const char OVERLAPS[] = "argument `out` overlaps another argument, and the function may write to it";

static int made_of_numbers(void) {
    semver_version *version = semver_version_new(1, 2, UINT64_MAX);
    CHECK(version != NULL);
    CHECK_PASSES(is_written(version, "1.2.18446744073709551615"));
    semver_version_free(version);
    return succeeded();
}

static int parsed(void) {
    static const char *const TEXTS[] = {"0.0.0", "1.2.3", "1.2.3-rc.1", "1.2.3+build.7", "1.2.3-0a.b-c+001"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        semver_version *version = NULL;
        CHECK(semver_version_parse(TEXTS[i], &version) == 0 && version != NULL);
        CHECK_PASSES(is_written(version, TEXTS[i]));
        semver_version_free(version);
    }
    return succeeded();
}

static int no_version(void) {
    static const char *const TEXTS[] = {"", "1", "1.2", "1.2.3.4", "1.2.3-", "01.2.3", " 1.2.3",
                                        "18446744073709551616.0.0"};
    char elsewhere;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        semver_version *version = (semver_version *)&elsewhere;
        CHECK(semver_version_parse(TEXTS[i], &version) == SEMVER_SYNTAX && version == NULL);
        CHECK_PASSES(failed("semver_version_parse", FFI_GUARD_ERROR, SEMVER_SYNTAX, NULL));
    }
    semver_version *version = NULL;
    CHECK(semver_version_parse("1.x.3", &version) == SEMVER_SYNTAX);
    return failed("semver_version_parse", FFI_GUARD_ERROR, SEMVER_SYNTAX,
                  "unexpected character 'x' while parsing minor version number");
}

static int text_is_refused(void) {
    semver_version *version = NULL;
    CHECK(semver_version_parse(NULL, &version) == -FFI_GUARD_INVALID_ARGUMENT && version == NULL);
    CHECK_PASSES(refused("semver_version_parse", "argument `text` is null"));
    CHECK(semver_version_parse("\xff", &version) == -FFI_GUARD_INVALID_ARGUMENT && version == NULL);
    CHECK_PASSES(refused("semver_version_parse", "argument `text` is not UTF-8 from byte 0"));
    CHECK(semver_version_parse("1.2.3-\xed\xa0\x80", &version) == -FFI_GUARD_INVALID_ARGUMENT && version == NULL);
    CHECK_PASSES(refused("semver_version_parse", "argument `text` is not UTF-8 from byte 6"));
    /* Valid UTF-8, but not a version. */
    CHECK(semver_version_parse("1.2.\xc3\xb6", &version) == SEMVER_SYNTAX);
    return failed("semver_version_parse", FFI_GUARD_ERROR, SEMVER_SYNTAX, NULL);
}

static int out_of_parse_is_refused(void) {
    semver_version *two[2] = {NULL, NULL};
    CHECK(semver_version_parse("1.2.3", NULL) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_parse", "argument `out` is null"));
    CHECK(semver_version_parse("1.2.3", misaligned(two)) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_parse", "argument `out` is not aligned for its type"));
    CHECK(two[0] == NULL && two[1] == NULL);

    union shared_memory both = {"1.2.3-0123456789.0123456789"};
    CHECK(semver_version_parse(both.text, &both.at[0].out) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_parse", OVERLAPS));
    CHECK(semver_version_parse(both.text, &both.at[2].out) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_parse", OVERLAPS));
    CHECK(strcmp(both.text, "1.2.3-0123456789.0123456789") == 0);
    /* An out-parameter next to the text does not overlap it. */
    memcpy(both.text, "1.2.3", 6);
    CHECK(semver_version_parse(both.text, &both.at[1].out) == 0);
    CHECK_PASSES(is_written(both.at[1].out, "1.2.3"));
    semver_version_free(both.at[1].out);
    return succeeded();
}

static int one_to_three_numbers(void) {
    static const char *const EXPECTED[] = {"4.0.0", "4.5.0", "4.5.6"};
    const uint64_t numbers[] = {4, 5, 6};
    for (size_t len = 1; len <= 3; len++) {
        semver_version *version = NULL;
        CHECK(semver_version_from_numbers(numbers, len, &version) == 0);
        CHECK_PASSES(is_written(version, EXPECTED[len - 1]));
        semver_version_free(version);
    }
    return succeeded();
}

static int more_and_fewer_numbers(void) {
    const uint64_t numbers[] = {4, 5, 6, 7};
    char elsewhere;
    semver_version *version = (semver_version *)&elsewhere;
    CHECK(semver_version_from_numbers(numbers, 4, &version) == SEMVER_COUNT && version == NULL);
    CHECK_PASSES(failed("semver_version_from_numbers", FFI_GUARD_ERROR, SEMVER_COUNT,
                        "4 numbers, and a version has 1 to 3"));
    CHECK(semver_version_from_numbers(numbers, 0, &version) == SEMVER_COUNT && version == NULL);
    CHECK_PASSES(failed("semver_version_from_numbers", FFI_GUARD_ERROR, SEMVER_COUNT,
                        "0 numbers, and a version has 1 to 3"));
    /* With a length of 0 the pointer is not used. */
    CHECK(semver_version_from_numbers(NULL, 0, &version) == SEMVER_COUNT && version == NULL);
    return failed("semver_version_from_numbers", FFI_GUARD_ERROR, SEMVER_COUNT,
                  "0 numbers, and a version has 1 to 3");
}

static int numbers_are_refused(void) {
    uint64_t numbers[] = {4, 5, 6, 7};
    semver_version *version = NULL;
    CHECK(semver_version_from_numbers(NULL, 1, &version) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_from_numbers", "argument `numbers` is null"));
    CHECK(semver_version_from_numbers(misaligned(numbers), 3, &version) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_from_numbers", "argument `numbers` is not aligned for its type"));
    CHECK(semver_version_from_numbers(numbers, SIZE_MAX, &version) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_from_numbers", "argument `numbers` is longer than the address space"));
    CHECK(version == NULL);
    return 0;
}

static int out_of_numbers_is_refused(void) {
    union shared_memory both = {.numbers = {4, 5, 6, 7}};
    semver_version *two[2] = {NULL, NULL};
    CHECK(semver_version_from_numbers(both.numbers, 3, NULL) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_from_numbers", "argument `out` is null"));
    CHECK(semver_version_from_numbers(both.numbers, 3, misaligned(two)) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_from_numbers", "argument `out` is not aligned for its type"));
    CHECK(semver_version_from_numbers(both.numbers, 3, &both.at[2].out) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_from_numbers", OVERLAPS));
    CHECK(both.numbers[2] == 6);
    CHECK(semver_version_from_numbers(both.numbers, 3, &both.at[3].out) == 0);
    CHECK_PASSES(is_written(both.at[3].out, "4.5.6"));
    semver_version_free(both.at[3].out);
    return succeeded();
}

static int copied(void) {
    semver_version *version = version_of("1.2.3-rc.1+b");
    semver_version *copy = semver_version_copy(version);
    CHECK(copy != NULL && copy != version);
    CHECK(semver_version_bump(version, SEMVER_FIELD_MAJOR) == 0);
    semver_version_free(version);
    CHECK_PASSES(is_written(copy, "1.2.3-rc.1+b"));
    semver_version_free(copy);
    CHECK_PASSES(succeeded());
    CHECK(semver_version_copy(NULL) == NULL);
    return refused("semver_version_copy", "argument `version` is null");
}

static int parts(void) {
    semver_version *version = version_of("1.2.3"), *early = version_of("4.5.6-rc");
    semver_parts parts[2];
    memset(parts, 0xaa, sizeof parts);
    CHECK(semver_version_parts(version, parts) == 0);
    CHECK(parts->major == 1 && parts->minor == 2 && parts->patch == 3 && !parts->prerelease);
    CHECK(semver_version_parts(early, parts) == 0);
    CHECK(parts->major == 4 && parts->minor == 5 && parts->patch == 6 && parts->prerelease);
    CHECK_PASSES(succeeded());
    CHECK(semver_version_parts(NULL, parts) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_parts", "argument `version` is null"));
    CHECK(semver_version_parts(version, NULL) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_parts", "argument `out` is null"));
    CHECK(semver_version_parts(version, misaligned(parts)) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_parts", "argument `out` is not aligned for its type"));
    CHECK(parts->major == 4 && parts->patch == 6);
    semver_version_free(version);
    semver_version_free(early);
    return 0;
}

static int text(void) {
    semver_version *version = semver_version_new(0, 0, 0);
    char *first = semver_version_text(version), *second = semver_version_text(version);
    CHECK(first != NULL && first != second && strcmp(first, second) == 0);
    /* The caller owns the text and may modify it. */
    first[0] = '7';
    CHECK(strcmp(second, "0.0.0") == 0);
    semver_string_free(first);
    semver_string_free(second);
    semver_string_free(NULL);
    semver_version_free(version);
    CHECK_PASSES(succeeded());
    CHECK(semver_version_text(NULL) == NULL);
    return refused("semver_version_text", "argument `version` is null");
}

static int prerelease(void) {
    semver_version *version = version_of("1.2.3-rc.1+b"), *release = version_of("1.2.3+b");
    char *text = semver_version_prerelease(version);
    CHECK(text != NULL && strcmp(text, "rc.1") == 0);
    semver_string_free(text);
    /* Having no prerelease is not a failure. */
    CHECK(semver_version_prerelease(release) == NULL);
    CHECK_PASSES(succeeded());
    semver_version_free(version);
    semver_version_free(release);
    CHECK(semver_version_prerelease(NULL) == NULL);
    return refused("semver_version_prerelease", "argument `version` is null");
}

static int bumped(void) {
    static const char *const EXPECTED[] = {"2.0.0", "1.3.0", "1.2.4"};
    for (semver_field field = SEMVER_FIELD_MAJOR; field <= SEMVER_FIELD_PATCH; field++) {
        semver_version *version = version_of("1.2.3-rc.1+b");
        CHECK(semver_version_bump(version, field) == 0);
        CHECK_PASSES(is_written(version, EXPECTED[field]));
        semver_version_free(version);
    }
    return succeeded();
}

static int bump_past_the_end(void) {
    static const char END[] = "18446744073709551615.18446744073709551615.18446744073709551615-rc+b";
    semver_version *version = version_of(END);
    for (semver_field field = SEMVER_FIELD_MAJOR; field <= SEMVER_FIELD_PATCH; field++) {
        CHECK(semver_version_bump(version, field) == SEMVER_OVERFLOW);
        CHECK_PASSES(failed("semver_version_bump", FFI_GUARD_ERROR, SEMVER_OVERFLOW,
                            "18446744073709551615 is the greatest number of a version"));
        CHECK_PASSES(is_written(version, END));
    }
    semver_version_free(version);
    return 0;
}

static int bump_of_no_field(void) {
    static const semver_field NUMBERS[] = {7, 3, -1, INT32_MIN};
    static const char *const MESSAGES[] = {
        "argument `field` is 7, which is not a valid `Field`",
        "argument `field` is 3, which is not a valid `Field`",
        "argument `field` is -1, which is not a valid `Field`",
        "argument `field` is -2147483648, which is not a valid `Field`",
    };
    semver_version *version = version_of("1.2.3-rc.1");
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        CHECK(semver_version_bump(version, NUMBERS[i]) == -FFI_GUARD_INVALID_ARGUMENT);
        CHECK_PASSES(refused("semver_version_bump", MESSAGES[i]));
        CHECK_PASSES(is_written(version, "1.2.3-rc.1"));
    }
    semver_version_free(version);
    CHECK(semver_version_bump(NULL, SEMVER_FIELD_MAJOR) == -FFI_GUARD_INVALID_ARGUMENT);
    return refused("semver_version_bump", "argument `version` is null");
}

static semver_order compared(const char *a, const char *b) {
    semver_version *version = version_of(a), *other = version_of(b);
    semver_order order = semver_version_compare(version, other);
    semver_version_free(version);
    semver_version_free(other);
    return order;
}

static int compare(void) {
    CHECK(compared("1.9.0", "1.10.0") == SEMVER_ORDER_LESS);
    CHECK(compared("1.10.0", "1.9.0") == SEMVER_ORDER_GREATER);
    CHECK(compared("1.2.3-rc.1", "1.2.3") == SEMVER_ORDER_LESS);
    CHECK(compared("1.2.3-rc.2", "1.2.3-rc.10") == SEMVER_ORDER_LESS);
    CHECK(compared("1.2.3+a", "1.2.3+b") == SEMVER_ORDER_EQUAL);
    semver_version *version = version_of("1.2.3");
    CHECK(semver_version_compare(version, version) == SEMVER_ORDER_EQUAL);
    CHECK_PASSES(succeeded());
    CHECK(semver_version_compare(NULL, version) == SEMVER_ORDER_UNKNOWN);
    CHECK_PASSES(refused("semver_version_compare", "argument `version` is null"));
    CHECK(semver_version_compare(version, NULL) == SEMVER_ORDER_UNKNOWN);
    CHECK_PASSES(refused("semver_version_compare", "argument `other` is null"));
    semver_version_free(version);
    return 0;
}

/* Handles of the library are never odd numbers. */
static int misaligned_handle(void) {
    semver_version *version = version_of("1.2.3");
    semver_parts parts;
    CHECK(semver_version_parts(misaligned(version), &parts) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_parts", NULL));
    CHECK(semver_version_bump(misaligned(version), SEMVER_FIELD_MAJOR) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_bump", NULL));
    semver_version_free(misaligned(version));
    CHECK_PASSES(refused("semver_version_free", NULL));
    CHECK_PASSES(is_written(version, "1.2.3"));
    semver_version_free(version);
    return succeeded();
}

static int null_is_freed(void) {
    semver_version_free(NULL);
    return succeeded();
}

static const struct test TESTS[] = {
    {"made_of_numbers", made_of_numbers},
    {"parsed", parsed},
    {"no_version", no_version},
    {"text_is_refused", text_is_refused},
    {"out_of_parse_is_refused", out_of_parse_is_refused},
    {"one_to_three_numbers", one_to_three_numbers},
    {"more_and_fewer_numbers", more_and_fewer_numbers},
    {"numbers_are_refused", numbers_are_refused},
    {"out_of_numbers_is_refused", out_of_numbers_is_refused},
    {"copied", copied},
    {"parts", parts},
    {"text", text},
    {"prerelease", prerelease},
    {"bumped", bumped},
    {"bump_past_the_end", bump_past_the_end},
    {"bump_of_no_field", bump_of_no_field},
    {"compare", compare},
    {"misaligned_handle", misaligned_handle},
    {"null_is_freed", null_is_freed},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
