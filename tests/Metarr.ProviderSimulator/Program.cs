Console.WriteLine("metarr");
