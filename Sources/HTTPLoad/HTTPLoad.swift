// HTTPLoad
