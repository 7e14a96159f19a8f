<?php
// Imports a shop's orders: import.php LOG ORDERS SHOP
[, $file, $orders, $shop] = $argv;

for ($order = 1; $order <= $orders; $order++) {
    file_put_contents($file, "shop $shop: order $order imported\n", FILE_APPEND | LOCK_EX);
}
