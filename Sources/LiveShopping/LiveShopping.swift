// LiveShopping
