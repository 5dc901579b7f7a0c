# Each target is one line of what it does; the doing lies in scripts/.
.DEFAULT_GOAL := help
.PHONY: help install start test check bench messages lock clean

help: ## In danh sách lệnh này
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 16

install: ## Chuẩn bị môi trường Python (.venv) theo tệp khóa
	@sh scripts/install.sh

start: ## Chạy bản minh họa tại http://127.0.0.1:8000 (PORT=8100, DEMO=no, DIEUHANH_DATABASE_URL=…)
	@sh scripts/install.sh && exec .venv/bin/python -m dieuhanh.faces.cli.start

test: ## Cài gói cần cho kiểm thử; kiểm tra mã; chạy mọi kiểm thử trên SQLite và PostgreSQL
	@sh scripts/install.sh test && exec .venv/bin/python scripts/run_tests.py

check: ## Chỉ kiểm tra mã: định dạng, kiểu, hướng import
	@sh scripts/install.sh test && exec .venv/bin/python scripts/run_tests.py --check

bench: ## Đo tốc độ và in một bảng
	@sh scripts/install.sh test && exec .venv/bin/python -m bench

messages: ## Cập nhật danh mục dịch tiếng Anh (cho người phát triển)
	@sh scripts/install.sh test && exec sh scripts/messages.sh

lock: ## Khóa lại phiên bản các gói (cho người phát triển)
	@sh scripts/install.sh test && exec sh scripts/lock.sh

clean: ## Xóa môi trường, bộ nhớ đệm; giữ dữ liệu trong var/
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests -name __pycache__ -prune -exec rm -rf {} +
