from dieuhanh.faces.cli.main import main

main()
