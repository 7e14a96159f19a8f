/* Imports a shop's orders: import LOG ORDERS SHOP */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: %s LOG ORDERS SHOP\n", argv[0]);
        return 2;
    }
    FILE *log = fopen(argv[1], "a");
    if (log == NULL) {
        perror(argv[1]);
        return 1;
    }
    for (int order = 1; order <= atoi(argv[2]); order++)
        fprintf(log, "shop %s: order %d imported\n", argv[3], order);
    return fclose(log) == 0 ? 0 : 1;
}
