#include "include/raster.h"
#include <stdio.h>

int main(void) {
    Raster *raster = raster_new(4, 3);
    RasterPoint inside = {2, 1}, outside = {9, 0};
    uint8_t copy[7];
    printf("%d %u %u\n", raster_is_empty(raster), raster_width(raster), RASTER_FORMAT);
    printf("%s\n", raster_status_text(raster_set(raster, inside, 7)));
    printf("%s\n", raster_status_text(raster_set(raster, outside, 7)));
    printf("%d %d\n", raster_get(raster, inside), (int)raster_sum(raster, 0, 12));
    printf("%d %d\n", raster_copy(raster, copy, 7), copy[6]);
    printf("%d\n", raster_fill(raster, 1) == RasterStatusOk);
    raster_free(raster);
    return 0;
}
