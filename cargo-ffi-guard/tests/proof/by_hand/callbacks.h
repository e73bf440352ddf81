#pragma once

typedef struct event_loop event_loop;
typedef int (*event_handler)(const char *name, void *data);

struct event_hooks {
    void (*start)(void);
    int (*stop)(int code);
    void *data;
};

event_loop *events_open(event_handler handler);
int events_hook(event_loop *loop, const struct event_hooks *hooks);
int (*events_handler(const event_loop *loop))(const char *name, void *data);
void events_close(event_loop *loop);
