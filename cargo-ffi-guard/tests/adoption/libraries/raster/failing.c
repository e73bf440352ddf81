#include "own.h"
#include <stdio.h>

int main(void) {
    Raster *raster = raster_new(4, 3);
    RasterPoint outside = {0, 9};
    uint8_t copy[13];
    printf("%d %d\n", raster_get(raster, outside), (int)raster_sum(raster, 5, 4));
    printf("%s\n", raster_last_error_message());
    printf("%d %s\n", raster_copy(raster, copy, 13), raster_status_text(raster_set(raster, outside, 1)));
    raster_free(raster);
    return 0;
}
